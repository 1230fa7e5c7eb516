package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/spf13/cobra"

	"afterfusion/data/answers"
	"afterfusion/data/cases"
	"afterfusion/data/sample"
	"afterfusion/rules"
)

// coverage says which evidence items no case of a folder ever fired.
func coverage(base *rules.Base, dir string) (string, error) {
	list, err := casesIn(dir, base)
	if err != nil {
		return "", err
	}
	never, of, err := cases.NeverFired(base, list)
	if err != nil {
		return "", err
	}
	lines := append(never, fmt.Sprintf("%d of %d evidence items were fired by none of %d cases\n", len(never), of, len(list)))
	return strings.Join(lines, "\n"), nil
}

func (a *app) sampleCommand() *cobra.Command {
	var n int
	var seed uint64
	c := &cobra.Command{
		Use:     "sample",
		Short:   "Make up answers, for trying things out",
		Long:    "Sample writes answer files of people who do not exist, one JSON object a line. The same seed gives the same people.",
		Example: "  afterfusion knowledge sample --n 3 | head -n 1 | afterfusion assess",
		Args:    nothing,
		RunE: func(*cobra.Command, []string) error {
			if n < 1 || n > 1e6 {
				return usagef("--n takes a number from 1 to 1000000")
			}
			base, _, err := a.knowledge()
			if err != nil {
				return err
			}
			pick := rand.New(rand.NewPCG(seed, 0))
			out := json.NewEncoder(a.out)
			for range n {
				person := sample.Person(base, pick, 20+pick.IntN(81))
				if err := out.Encode(answers.JSON(&answers.File{As: rules.Clinician, Answers: person}, base)); err != nil {
					return a.out.fault()
				}
			}
			return nil
		},
	}
	c.Flags().IntVar(&n, "n", 1, "how many people")
	c.Flags().Uint64Var(&seed, "seed", 1, "the seed")
	return c
}
