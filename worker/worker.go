// Package worker runs what Temporal hands out: the one place where workflows
// and activities are registered, the relay that sends recorded commands, and
// the reconciliation that rebuilds waits from rows.
package worker

import (
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	sdkworker "go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"guibei/activities"
	"guibei/workflows"
)

// stopTimeout is how long a stopping worker waits for the steps it has begun.
const stopTimeout = 20 * time.Second

// Slots bounds how many steps run at once, so that they never outnumber the
// database connections.
const Slots = 16

// New returns a worker for the product's task queue with everything registered.
func New(c client.Client, acts *activities.Activities) sdkworker.Worker {
	w := sdkworker.New(c, workflows.TaskQueue, sdkworker.Options{
		MaxConcurrentActivityExecutionSize: Slots,
		WorkerStopTimeout:                  stopTimeout,
	})
	Register(w, acts)
	return w
}

// Registry is where workflows and activities are registered: a worker, a
// replayer or a test environment.
type Registry interface {
	sdkworker.WorkflowRegistry
	sdkworker.ActivityRegistry
}

// Register registers everything under its stored name.
func Register(r Registry, acts *activities.Activities) {
	RegisterWorkflows(r)
	r.RegisterActivityWithOptions(acts.ApplyCommand, activity.RegisterOptions{Name: "ApplyCommand"})
	r.RegisterActivityWithOptions(acts.FireClocks, activity.RegisterOptions{Name: "FireClocks"})
	r.RegisterActivityWithOptions(acts.Resync, activity.RegisterOptions{Name: "Resync"})
	r.RegisterActivityWithOptions(acts.CheckDocument, activity.RegisterOptions{Name: "CheckDocument"})
	r.RegisterActivityWithOptions(acts.ParkCase, activity.RegisterOptions{Name: "ParkCase"})
	r.RegisterActivityWithOptions(acts.Sweep, activity.RegisterOptions{Name: "Sweep"})
}

// RegisterWorkflows registers the workflows alone, for replay.
func RegisterWorkflows(r sdkworker.WorkflowRegistry) {
	r.RegisterWorkflowWithOptions(workflows.Case, workflow.RegisterOptions{Name: workflows.CaseWorkflow})
	r.RegisterWorkflowWithOptions(workflows.Sweep, workflow.RegisterOptions{Name: workflows.SweepWorkflow})
}
