package compare

import (
	"encoding/json"
	"fmt"
	"io"
)

// WriteJSON writes a result as indented JSON. The same two texts always give the same bytes.
func WriteJSON(w io.Writer, r *Result) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return fmt.Errorf("write comparison: %w", err)
	}
	return nil
}
