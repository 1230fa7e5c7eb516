package answers

import (
	"strconv"
	"unicode/utf8"
)

// scanner reads the usual forms of JSON in place: strings without escapes, and everything
// else as the standard has it. Each method says whether it found what it is to read.
type scanner struct {
	data   []byte
	at     int
	memory []string // the words of the values that were read
}

func (s *scanner) start(data []byte) {
	s.data, s.at, s.memory = data, 0, s.memory[:0]
}

// peek is the first letter of what comes next, 0 at the end.
func (s *scanner) peek() byte {
	for ; s.at < len(s.data); s.at++ {
		switch c := s.data[s.at]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

func (s *scanner) ended() bool { return s.peek() == 0 && s.at == len(s.data) }

func (s *scanner) take(c byte) bool {
	if s.peek() != c || s.at == len(s.data) {
		return false
	}
	s.at++
	return true
}

// object reads an object; value reads the value of a key.
func (s *scanner) object(value func(key []byte) bool) bool {
	if !s.take('{') {
		return false
	}
	if s.take('}') {
		return true
	}
	for {
		key, ok := s.text()
		if !ok || !s.take(':') || !value(key) {
			return false
		}
		if !s.take(',') {
			return s.take('}')
		}
	}
}

// array reads an array; item reads one of it.
func (s *scanner) array(item func() bool) bool {
	if !s.take('[') {
		return false
	}
	if s.take(']') {
		return true
	}
	for item() {
		if !s.take(',') {
			return s.take(']')
		}
	}
	return false
}

// text reads a string of plain letters.
func (s *scanner) text() ([]byte, bool) {
	if !s.take('"') {
		return nil, false
	}
	for from := s.at; s.at < len(s.data); s.at++ {
		switch c := s.data[s.at]; {
		case c == '"':
			s.at++
			return s.data[from : s.at-1], true
		case c == '\\', c < ' ', c >= utf8.RuneSelf:
			return nil, false
		}
	}
	return nil, false
}

// word reads a string, or true and false, which serve for yes and no.
func (s *scanner) word() ([]byte, bool) {
	switch {
	case s.literal("true"):
		return []byte("yes"), true
	case s.literal("false"):
		return []byte("no"), true
	}
	return s.text()
}

// literal reads what is written without quotation marks.
func (s *scanner) literal(word string) bool {
	s.peek()
	if len(s.data)-s.at < len(word) || string(s.data[s.at:s.at+len(word)]) != word {
		return false
	}
	s.at += len(word)
	return true
}

// words keeps a word and returns it as a list.
func (s *scanner) words(word string) []string {
	s.memory = append(s.memory, word)
	n := len(s.memory)
	return s.memory[n-1 : n : n]
}

// number reads a number.
func (s *scanner) number() (float64, bool) {
	s.peek()
	from, digits, exact := s.at, uint64(0), true
	negative := s.at < len(s.data) && s.data[s.at] == '-'
	if negative {
		s.at++
	}
	run := func() (n int) {
		for ; s.at < len(s.data) && s.data[s.at]-'0' <= 9; s.at, n = s.at+1, n+1 {
			digits = digits*10 + uint64(s.data[s.at]-'0')
		}
		return n
	}
	first := s.at
	whole, decimals := run(), 0
	if whole == 0 || whole > 1 && s.data[first] == '0' {
		return 0, false
	}
	if s.at < len(s.data) && s.data[s.at] == '.' {
		s.at++
		if decimals = run(); decimals == 0 {
			return 0, false
		}
	}
	if s.at < len(s.data) && s.data[s.at]|' ' == 'e' {
		exact = false
		s.at++
		if s.at < len(s.data) && (s.data[s.at] == '+' || s.data[s.at] == '-') {
			s.at++
		}
		if run() == 0 {
			return 0, false
		}
	}
	if !exact || whole+decimals > 15 { // more than a float64 holds to the last digit
		x, err := strconv.ParseFloat(string(s.data[from:s.at]), 64)
		return x + 0, err == nil
	}
	x := float64(digits) / powers[decimals]
	if negative {
		x = -x
	}
	return x + 0, true // -0 + 0 is 0
}

// powers of ten that a float64 holds exactly.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}
