package activities

import (
	"context"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"guibei"
)

// attemptsBeforeParking is how often a failure that is ours is tried again
// before the case is parked. A part that is away is tried for ever instead.
const attemptsBeforeParking = 5

// edge is the Temporal edge of errors: which kinds are worth another attempt.
// A step that has a refusal to give gives it as a result, so what arrives here
// is a part that is away, or our own fault.
func edge(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	switch k := guibei.KindOf(err); k {
	case guibei.Unavailable, guibei.TooMany:
		return err
	case guibei.Invalid, guibei.NotFound, guibei.Conflict, guibei.Stale, guibei.Forbidden, guibei.Unauthenticated, guibei.TooLarge:
		return temporal.NewNonRetryableApplicationError(err.Error(), string(k), err)
	case guibei.Internal:
	}
	if ctx.Err() == nil && activity.GetInfo(ctx).Attempt >= attemptsBeforeParking {
		return temporal.NewNonRetryableApplicationError(err.Error(), string(guibei.Internal), err)
	}
	return err
}

// refusal reports whether err is an answer to the person, and not a failure.
func refusal(err error) bool {
	switch guibei.KindOf(err) {
	case guibei.Invalid, guibei.NotFound, guibei.Conflict, guibei.Stale, guibei.Forbidden, guibei.TooLarge:
		return true
	case guibei.Internal, guibei.Unauthenticated, guibei.TooMany, guibei.Unavailable:
	}
	return false
}
