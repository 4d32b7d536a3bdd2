package regions

import (
	"context"

	"guibei/deadline"
)

// Years is where the holiday arrangements are kept that arrived after this
// program was built.
type Years interface {
	// Calendar returns the national calendar with the years imported for a region.
	Calendar(ctx context.Context, region string) (*deadline.Calendar, error)
}

// WorkingDays is the calendar that the region works by: the national one with
// the years imported since, and the region's own days over it. Deadlines and
// the lists that count working days must ask here, so that they agree.
func (r *Region) WorkingDays(ctx context.Context, years Years) (*deadline.Calendar, error) {
	national, err := years.Calendar(ctx, r.Code)
	if err != nil {
		return nil, err
	}
	return r.Calendar(national)
}
