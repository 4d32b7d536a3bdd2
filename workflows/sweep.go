package workflows

import (
	"go.temporal.io/sdk/workflow"

	"guibei/activities"
)

// Sweep is the daily round that brings workflows back in line with the rows.
// A document in force is a row, not a sleeping workflow; what the calendar
// brings about is found here.
func Sweep(ctx workflow.Context) (activities.Swept, error) {
	var swept activities.Swept
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, unhurried), a.Sweep).Get(ctx, &swept)
	return swept, err
}
