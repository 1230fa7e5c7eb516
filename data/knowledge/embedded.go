package knowledge

import (
	"sync"

	"afterfusion/rules"
)

//go:generate go run -C ../.. ./data/knowledge/generate

// Edition names a knowledge: its version and the SHA-256 of its canonical form.
type Edition struct {
	Version, SHA256 string
	// Replaced says what an overlay replaced, added or removed.
	Replaced []string
}

// EmbeddedEdition names the knowledge that the program carries.
func EmbeddedEdition() Edition { return Edition{Version: embeddedVersion, SHA256: embeddedSum} }

// Embedded returns the knowledge that the program carries. It must not be changed.
func Embedded() *rules.Knowledge { return &embedded }

// Base returns the embedded knowledge made ready, compiled once for all callers.
var Base = sync.OnceValues(func() (*rules.Base, error) { return rules.Compile(&embedded) })
