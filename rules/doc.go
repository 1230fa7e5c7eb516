// Package rules is what afterfusion knows how to do with what it knows: it turns
// answers into an assessment. It uses the standard library alone and has no I/O, no
// clock and no randomness: the same answers and the same knowledge give the same
// assessment, bit for bit, from any number of goroutines.
//
// # One entry
//
// Compile makes Knowledge (what people wrote) into a Base (what can be asked);
// Base.Assess turns Answers into an Assessment. An Assessment holds indices into the
// knowledge and no texts: readers see other words, never another assessment.
//
// # Answers
//
// An answer is absent, unsure or known, and for every rule absent and unsure are the
// same: unknown, never "no". A list is complete unless it says that it is not; a
// number may be a range. Answers that follow from others are derived where they are
// absent; a typed answer that contradicts a derived one is an error naming both.
// Conditions are three-valued (Kleene); the truth table stands above Truth.
//
// # Danger first
//
// A red flag has a trigger and levels. When the trigger is true its level is the
// highest whose condition is possible: an unknown qualifier counts as the worst. An
// examination or a test that was not made is no such qualifier, and a condition that
// names signs of the trigger counts only where one of them was told, so that no level
// stands on what is not known alone. A sign that is known to be old or harmless may
// have no level. When the trigger is unknown the questions on which it hangs are listed
// as not asked. "Not sure" on a marked safety question raises the flag as urgent, as an
// emergency right after a procedure or beside another item of the same danger, but
// never higher than a yes would; it then holds invasive options only. A raised flag
// holds options: by default emergency and urgent hold all that are not an act or safe
// in danger. At urgent or above nothing invasive is simply open, held or not.
//
// # How likely a source is
//
// Sources are separate yes/no questions: is it a main contributor that its reference
// standard would confirm? They coexist, and their probabilities need not sum to one.
//
//	clinical    = logit(prior) + sum over groups obtained by asking or examining
//	total       = min(clinical, logit(ceiling)) + sum over groups of images, laboratory, blocks
//	group       = clamp(strongest for + strongest against + half of the others, cap)
//	probability = logistic(total), kept within 0.01 and 0.95, rounded to four decimals
//
// The prior is the first row whose condition is true. An evidence item has ordered
// outcomes; those that are not false, down to the first true one, are candidates,
// and where none is true the ratio 1 joins them. If all candidates speak for the
// source the weakest counts, if all speak against it likewise, otherwise nothing.
// A composite replaces its parts, and two concordant blocks halve the group they
// were validated against.
//
// The plausible range is closed-form: standard deviations below and above are read
// from the intervals of prior (logit scale) and ratios (log scale), scaled as the
// items were, and added in squares on each side of the capped centre. A ratio
// without a published interval is taken times and divided by 1.25, 1.5, 2 or 2.5 as
// its strength is high, moderate, low or expert.
//
// # What would settle it
//
// For each finding that is not known the outcomes still possible are merged into one
// for (r+) and one against (r-) by geometric means. Without the source the one for
// has the chance (1 - r-)/(r+ - r-). The expected drop of entropy, computed with the
// change that the caps let through, is summed over the sources whose ladder could
// change. It is credited to a question that can settle the finding alone or, where none
// can, to all that must be answered together.
//
// # Where on the ladder
//
// Each option gets the first status that fits: review, never, hold, stop, later,
// ask, done, caution, now. What is in use now is never forbidden, it is reviewed.
// Nothing is open while a prerequisite or an absolute contraindication is unmet or
// unknown. The current rung is the lowest open one that is not passed and has
// something to do that is neither habit nor monitoring.
//
// A test whose result is known is done, whatever would have had to come before it,
// unless a danger asks for it anew. The plan merges what dangers ask for, the rungs of
// the likely sources and all that is in use and must be reviewed. First is the one
// thing to do before all else.
package rules
