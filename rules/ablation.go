package rules

// Ablation leaves parts of the engine out, to measure what they are worth. It is
// for measuring only and part of the hash of the rule set.
type Ablation struct {
	Prohibition bool // a prohibition on officials is taken for what it prohibits
	Basis       bool // a sentence that cites a basis is taken as if it did not
	Guards      bool // what else makes a hit harmless is left out
	National    bool // what the State Council issues is judged as any document
}
