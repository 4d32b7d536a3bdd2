package docx

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkOpenFormatted reports how much dearer formats and structure are than reading alone. Budget 2, and 200 MiB.
func BenchmarkOpenFormatted(b *testing.B) {
	file := big(b, true)
	formatted := func() {
		_, err := openFormatted(file)
		require.NoError(b, err)
	}
	for b.Loop() {
		plain := medianCPU(b, benchRounds, func() {
			_, err := openBytes(file)
			require.NoError(b, err)
		})
		full := medianCPU(b, benchRounds, formatted)
		b.ReportMetric(float64(full)/float64(plain), "x-open")
		b.ReportMetric(float64(full.Microseconds())/1000, "cpu-ms")
		b.ReportMetric(float64(peakHeap(b, formatted))/(1<<20), "peak-MiB")
	}
}
