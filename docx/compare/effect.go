package compare

// Effect is what a change does in law.
type Effect struct {
	Substantive bool     `json:"substantive"`
	Aspects     []Aspect `json:"aspects"`
}

// Aspect is one thing that a change does.
type Aspect struct {
	Kind   string `json:"kind"`
	Old    string `json:"old"`
	New    string `json:"new"`
	Reason string `json:"reason"`
}
