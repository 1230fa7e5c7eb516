package knowledge

import (
	"reflect"
	"testing"
)

func TestAgainst(t *testing.T) {
	within := func(lo, hi float64) func(float64) bool {
		return func(x float64) bool { return lo <= x && x < hi }
	}
	for _, c := range []struct {
		lo, hi float64
		fits   func(float64) bool
		want   [][2]float64
	}{
		{0, 3, within(0, 9), nil},
		{0, 3, within(8, 9), [][2]float64{{0, 3}}},
		{0, 3, within(0, 1.4), [][2]float64{{1.4, 3}}},
		{0, 3, within(1.4, 2.5), [][2]float64{{0, 1.3}, {2.5, 3}}},
		{1, 1, within(2, 3), [][2]float64{{1, 1}}},
	} {
		if got := against(c.lo, c.hi, c.fits); !reflect.DeepEqual(got, c.want) {
			t.Errorf("from %v to %v: got %v, want %v", c.lo, c.hi, got, c.want)
		}
	}
}
