package docx

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkOpenFormatted reports how much dearer formats are than reading alone. The budget is 2.
func BenchmarkOpenFormatted(b *testing.B) {
	file := big(b)
	plain, full := time.Hour, time.Hour
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		_, err := openBytes(file)
		require.NoError(b, err)
		plain = min(plain, time.Since(start))
		start = time.Now()
		_, err = OpenFormatted(bytes.NewReader(file), int64(len(file)))
		require.NoError(b, err)
		full = min(full, time.Since(start))
	}
	b.ReportMetric(float64(full)/float64(plain), "x-open")
	b.ReportMetric(float64(full.Microseconds())/1000, "formatted-ms")
}
