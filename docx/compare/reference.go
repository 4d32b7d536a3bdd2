package compare

// Reference is an internal reference of the new text.
type Reference struct {
	Article   string `json:"article"`
	Quote     string `json:"quote"`
	OldTarget string `json:"old_target"`
	NewTarget string `json:"new_target"`
	Status    string `json:"status"`
}

func (e *engine) references(cs []Change) []Reference { return nil }
func (r *Result) summarize()                         {}
