package figure

import "strconv"

// Path returns a polygon as the path data of an SVG, to one decimal.
func (p Polygon) Path() string {
	b := make([]byte, 0, len(p)*12)
	for i, q := range p {
		if i == 0 {
			b = append(b, 'M')
		} else {
			b = append(b, 'L')
		}
		b = strconv.AppendFloat(b, q.X, 'f', 1, 64)
		b = append(b, ' ')
		b = strconv.AppendFloat(b, q.Y, 'f', 1, 64)
	}
	return string(append(b, 'Z'))
}
