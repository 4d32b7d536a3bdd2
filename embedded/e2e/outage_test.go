package e2e_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/workflows"
)

// awayFor is how long a part is taken away. Nothing is decided by it: the
// story waits.
const awayFor = 3 * time.Second

// taken takes a part away at once and brings it back later.
func taken(t *testing.T, wg *sync.WaitGroup, stop, begin func(context.Context) error) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	if err := stop(ctx); err != nil {
		t.Errorf("stop: %v", err)
	}
	wg.Go(func() {
		time.Sleep(awayFor)
		if err := begin(ctx); err != nil {
			t.Errorf("start again: %v", err)
		}
	})
}

func TestTheStoryGoesOnWhenTheDatabaseOrTheEngineGoesAwayAtAnyStep(t *testing.T) {
	s := start(t, folder(t))
	var wg sync.WaitGroup
	r := s.play(t, func(step int, _ string) {
		switch step {
		case 3, 14:
			wg.Wait()
			taken(t, &wg, s.StopPostgres, s.StartPostgres)
		case 6, 19:
			wg.Wait()
			taken(t, &wg, s.StopTemporal, s.StartTemporal)
		}
	})
	wg.Wait()
	told(t, r)
	require.Equal(t, map[string][2]int{"报备率": {2, 2}, "报备及时率": {1, 2}, "规范率": {1, 2}, "审核率": {1, 1}}, ratesOf(r), "nothing twice, nothing lost")
}

func TestLosingTheEnginesDatabasesLosesNoCase(t *testing.T) {
	s := start(t, folder(t))
	r := s.play(t, func(step int, caseID string) {
		if step != 12 {
			return
		}
		ctx := context.WithoutCancel(t.Context())
		engine := s.engine(t)
		before := standing(t, s, caseID)
		if err := s.DropTemporal(ctx); err != nil {
			t.Errorf("drop: %v", err)
			return
		}
		if _, running, err := workflows.Standing(ctx, engine, caseID); err != nil || running {
			t.Errorf("the engine still knows the case: %v %v", running, err)
		}
		s.reconcile(t)
		after := standing(t, s, caseID)
		if before.Revision != after.Revision || before.Stage != after.Stage || !before.Wake.Equal(after.Wake) || after.Wake.IsZero() {
			t.Errorf("rebuilt as %+v, was %+v", after, before)
		}
	})
	told(t, r)
}

// standing is what the running workflow believes, once it rests.
func standing(t *testing.T, s *system, caseID string) workflows.CaseState {
	t.Helper()
	engine := s.engine(t)
	var st workflows.CaseState
	require.Eventually(t, func() bool {
		var running bool
		var err error
		st, running, err = workflows.Standing(t.Context(), engine, caseID)
		return err == nil && running && st.Revision > 0 && st.Check == 0
	}, patience, 100*time.Millisecond)
	return st
}

func TestARestingCaseIsAHandfulOfEvents(t *testing.T) {
	s := start(t, folder(t))
	engine := s.engine(t)
	most := 0
	r := s.play(t, func(_ int, caseID string) {
		if caseID == "" {
			return
		}
		standing(t, s, caseID)
		h := restingHistory(t, engine, caseID)
		most = max(most, len(h.Events))
	})
	told(t, r)
	require.Equal(t, guibei.InForce, r.Stage)
	require.LessOrEqual(t, most, 5, "started, scheduled, started, completed, and a timer")
	t.Logf("history of a resting case: at most %d events", most)
}
