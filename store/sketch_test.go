package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/store"
	"guibei/store/storetest"
)

func TestTheUsesOfRulesAreCountedWithoutAnyOpinion(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	uses, err := b.RuleUses(t.Context(), "999998")
	require.NoError(t, err)
	require.Empty(t, uses)
	remarks, err := b.Remarks(t.Context(), []string{"nowhere"}, 10)
	require.NoError(t, err)
	require.Empty(t, remarks)
}

func TestAMissIsKeptOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	m := store.RuleMiss{Quote: b.own("商户须统一使用区里的扫码牌"), Group: "competition", Basis: "《公平竞争审查条例》第八条", ReportedBy: storetest.Admin.ID}
	require.NoError(t, b.PutRuleMiss(t.Context(), "999997", m))
	require.NoError(t, b.PutRuleMiss(t.Context(), "999997", m))
	got, err := b.RuleMisses(t.Context(), "999997", 10)
	require.NoError(t, err)
	require.Len(t, got, 1)
	require.Equal(t, m.Quote, got[0].Quote)
	require.Equal(t, storetest.Admin.Name, got[0].ReportedByName)
}
