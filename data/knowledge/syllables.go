package knowledge

import (
	"regexp"
	"strings"
	"sync"
)

// lazyPattern is compiled when it is first used: only the lint needs it, and every
// start of the program would pay for it.
type lazyPattern = func() *regexp.Regexp

func lazily(pattern string) lazyPattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// The syllables of English words are guessed by counting groups of vowels and
// correcting for the usual exceptions, with the rules of the npm package `syllable`,
// so that the lint agrees with the tools that people use for this.

// hardWords are counted by hand, in the singular.
var hardWords = map[string]int{
	"anyone": 3, "apostrophe": 4, "cafe": 2, "catastrophe": 4, "every": 2, "everywhere": 3, "forever": 3, "hyperbole": 4,
	"maybe": 2, "naive": 2, "people": 2, "pulse": 1, "queue": 1, "recipe": 3, "sesame": 3, "sometimes": 2, "syncope": 3, "wednesday": 2,
}

var (
	// notVowels splits a word into its groups of vowels.
	notVowels = lazily(`[^aeiouy]+`)

	// Prefixes and suffixes of one, two and three syllables.
	affixOne = lazily(`^(?:un|fore|ware|none?|out|post|sub|pre|pro|dis|side|some)|` +
		`(?:ly|less|some|ful|ers?|ness|cians?|ments?|ettes?|villes?|ships?|sides?|ports?|shires?|[gnst]ion(?:ed|s)?)$`)
	affixTwo = lazily(`^(?:above|anti|ante|counter|hyper|afore|agri|infra|intra|inter|over|semi|ultra|under|extra|dia|micro|mega|kilo|pico|nano|macro|somer)|` +
		`(?:fully|berry|woman|women|edly|union|(?:[bcdfghjklmnpqrstvwxz]|[aeiou])ye?ing)$`)
	affixThree = lazily(`(?:creations?|ology|ologist|onomy|onomist)$`)

	// What counts as two groups of vowels and is one syllable.
	fewer = []lazyPattern{
		lazily(`awe(?:$|d|so)|cia(?:l|$)|tia|cius|cious|[^aeiou]giu|[aeiouy][^aeiouy]ion|iou|sia$|eous$|[oa]gue$|` +
			`.[^aeiuoycgltdb]{2,}ed$|.ely$|^jua|uai|eau|^busi$|` +
			`(?:[aeiouy](?:[bcfgklmnprsvwxyz]|ch|dg|g[hn]|lch|l[lv]|mm|nch|n[cgn]|r[bcnsv]|squ|s[chkls]|th)ed$)|` +
			`(?:[aeiouy](?:[bdfklmnprstvy]|ch|g[hn]|lch|l[lv]|mm|nch|nn|r[nsv]|squ|s[cklst]|th)es$)`),
		lazily(`[aeiouy](?:[bcdfgklmnprstvyz]|ch|dg|g[hn]|l[lv]|mm|n[cgns]|r[cnsv]|squ|s[cklst]|th)e$`),
	}
	// What counts as one group of vowels and is two syllables.
	more = []lazyPattern{
		lazily(`(?:bbl|ccl|ddl|ffl|ggl|hhl|jjl|kkl|lll|mml|nnl|ppl|qql|rrl|ssl|ttl|vvl|wwl|xxl|zzl|[^aeiouy]ie(?:r|s?t)|[aeiouym]bl|eo|ism|asm|thm|dnt|snt|uity|dea|gean|oa|ua|react?|orbed|shred|eings?|[aeiouy]sh?e[rs])$`),
		lazily(`creat(?:[^u]|$)|[^gq]ua[^auieo]|[aeiou]{3}|^(?:ia|mc|coa[dglx].)|^re(?:app|es|im|us)|(?:th|d)eist`),
		lazily(`[^aeiou]y[ae]|[^l]lien|riet|dien|iu|io|ii|uen|[aeilotu]real|real[aeilotu]|iell|eo[^aeiou]|[aeiou]y[aeiou]`),
	}
	once = lazily(`[^s]ia`)
)

// syllables counts the syllables of a word of lower-case letters.
func syllables(word string) int {
	switch {
	case word == "":
		return 0
	case len(word) < 3:
		return 1
	}
	for _, form := range []string{word, strings.TrimSuffix(word, "s")} {
		if n, ok := hardWords[form]; ok {
			return n
		}
	}
	count := 0
	cut := func(r lazyPattern, each int) {
		count += each * len(r().FindAllStringIndex(word, -1))
		word = r().ReplaceAllString(word, "")
	}
	cut(affixThree, 3)
	cut(affixTwo, 2)
	cut(affixOne, 1)
	for _, part := range notVowels().Split(word, -1) {
		if part != "" {
			count++
		}
	}
	for _, r := range fewer {
		count -= len(r().FindAllStringIndex(word, -1))
	}
	for _, r := range more {
		count += len(r().FindAllStringIndex(word, -1))
	}
	if once().MatchString(word) {
		count++
	}
	return max(count, 1)
}
