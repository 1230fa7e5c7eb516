package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/tui/theme"
)

// binding is one thing that keys do: what is pressed, and the words of the help
// line. Behaviour and help come from the same place and cannot differ.
type binding struct {
	keys       []string
	show, does string
}

// is says whether a key press means this.
func (b *binding) is(k tea.KeyPressMsg) bool { return slices.Contains(b.keys, k.String()) }

// keyMap holds the keys of all screens.
type keyMap struct {
	on, back, up, down, pageUp, pageDown, top, bottom  binding
	open, why, quit, leave, save, copy, review, result binding
	search, numbers, pause, resume, mouse, safety, tab binding
	compare                                            binding
	accept, setAside, closing, sections                binding
	lastSection, nextSection                           binding
}

func newKeys() keyMap {
	return keyMap{
		on:       binding{[]string{"right", "tab", "enter"}, "→", "on"},
		back:     binding{[]string{"left", "shift+tab", "b", "esc"}, "←", "back"},
		up:       binding{[]string{"up", "k"}, "↑↓", "move"},
		down:     binding{[]string{"down", "j"}, "↑↓", "move"},
		pageUp:   binding{[]string{"pgup", "ctrl+u"}, "PgUp", "page up"},
		pageDown: binding{[]string{"pgdown", "ctrl+d", "space"}, "PgDn", "page down"},
		top:      binding{[]string{"home", "g"}, "Home", "top"},
		bottom:   binding{[]string{"end", "G"}, "End", "end"},
		open:     binding{[]string{"enter"}, "Enter", "open"},
		why:      binding{[]string{"?"}, "?", "why"},
		quit:     binding{[]string{"q"}, "q", "quit"},
		leave:    binding{[]string{"ctrl+c"}, "Ctrl+C", "leave"},
		save:     binding{[]string{"s", "ctrl+s"}, "s", "save"},
		copy:     binding{[]string{"c"}, "c", "copy"},
		review:   binding{[]string{"r", "ctrl+r"}, "r", "review"},
		result:   binding{[]string{"f", "ctrl+f"}, "f", "result"},
		search:   binding{[]string{"/"}, "/", "search"},
		compare:  binding{[]string{"o"}, "o", "compare with a file"},
		numbers:  binding{[]string{"n"}, "n", "numbers"},
		pause:    binding{[]string{"space"}, "Space", "without it"},
		resume:   binding{[]string{"0"}, "0", "count all again"},
		mouse:    binding{[]string{"ctrl+o"}, "Ctrl+O", "mouse"},
		safety:   binding{[]string{"!"}, "!", "safety"},
		tab:      binding{[]string{"1", "2", "3", "4", "5", "6"}, "1-6", "tab"},
		accept:   binding{[]string{"a"}, "a", "accept"},
		setAside: binding{[]string{"x"}, "x", "set aside"},
		sections: binding{[]string{"ctrl+g"}, "Ctrl+G", "sections"},

		lastSection: binding{[]string{"["}, "[ ]", "section"},
		nextSection: binding{[]string{"]"}, "[ ]", "section"},
		closing:     binding{[]string{"?", "esc", "enter", "left", "shift+tab", "b", "q"}, "?", "close"},
	}
}

// arrowNames are the arrow keys where there are no arrows to draw.
var arrowNames = strings.NewReplacer("↑↓", "Up/Down", "←→", "Left/Right", "→", "Right", "←", "Left")

// keyLine writes the help line: what does not fit is left out from the end, but the
// last entry always stays.
func (l *look) keyLine(keys []binding, width int) string {
	const gap = "  "
	var line, plain string
	for i, b := range keys {
		if l.g.Up == theme.ASCII.Up { // "^v" would read as a key of its own
			b.show = arrowNames.Replace(b.show)
		}
		entry := b.show + " " + b.does
		rest := 0
		if i < len(keys)-1 {
			last := keys[len(keys)-1]
			rest = wide(gap + last.show + " " + last.does)
		}
		if plain != "" {
			entry = gap + entry
		}
		if wide(plain)+wide(entry)+rest > width {
			continue
		}
		if plain != "" {
			line += gap
		}
		line += l.key.of(b.show) + " " + l.muted.of(b.does)
		plain += entry
	}
	return clip(line, width)
}
