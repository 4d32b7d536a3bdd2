package store

// NoticeKinds are the events that people are told of.
func NoticeKinds() []string {
	var out []string
	for k := range notices {
		out = append(out, string(k))
	}
	return out
}
