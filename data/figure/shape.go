package figure

// silhouette is the right half of the body, from the top of the head round the arm
// and down the leg to the crotch.
var silhouette = []Point{
	{0, 1}, {3.6, 1.6}, {6.8, 4}, {8.6, 8}, {8.9, 12}, {8.3, 17}, {6.9, 21.4}, {4.9, 24.6}, // head
	{4.6, 27}, {5.4, 30.2}, {9.4, 33.2}, {15.5, 35.4}, {20.2, 37.4}, {23.6, 41}, // neck and shoulder
	{25.2, 46}, {26, 53}, {27.2, 61}, {28.4, 69}, {29.6, 76}, {31.6, 84}, {33.4, 92}, {34.8, 99}, // outer arm
	{36.4, 103.5}, {38.6, 108}, {39.4, 113}, {38.8, 119}, {36.8, 122.6}, {34.6, 121}, {33.6, 116}, // hand
	{31.6, 114.6}, {30.8, 110}, {31.4, 104}, // thumb
	{30.2, 98}, {27.8, 89}, {25.6, 80.5}, {24, 73}, {22.2, 64}, {20.8, 56}, {19.4, 50}, // inner arm
	{18.5, 54}, {17.7, 62}, {16.4, 70}, {15.4, 77}, {15.2, 82.5}, {16, 89}, {17.7, 96}, {19.3, 103}, {20, 109}, // side
	{20, 116}, {19.3, 125}, {18, 135}, {16.5, 144}, {15.5, 151}, {15.3, 156}, // outer thigh and knee
	{16.3, 163}, {16.5, 169}, {15.3, 178}, {13.5, 187}, {12.9, 191.5}, // outer calf
	{14.6, 196}, {17.4, 201}, {17.6, 204}, {14, 205.4}, {9.6, 205}, {7, 202.4}, {6.6, 197.5}, // foot
	{7.1, 191.5}, {6.8, 186}, {6, 178}, {5.2, 170}, {5.1, 163}, {6, 156}, {5.9, 151}, // inner calf and knee
	{4.6, 143}, {3, 133}, {1.7, 123}, {0.9, 115}, {0, 112}, // inner thigh
}

// The heights at which one part of the leg ends and the next begins.
const (
	fold  = 112 // the buttock's lower edge
	knee  = 147
	shin  = 158
	ankle = 189.5
)

// The zones. Where two overlap the earlier one lies above.
var frontMiddle = []Zone{
	{ID: "neck", Area: Polygon{{-5, 24}, {5, 24}, {6, 30}, {10, 34}, {-10, 34}, {-6, 30}}},
	{ID: "chest-belly", Area: Polygon{{-10, 34}, {10, 34}, {17, 37}, {19.4, 50}, {19, 92}, {14, 94.5}, {3, 103}, {-3, 103}, {-14, 94.5}, {-19, 92}, {-19.4, 50}, {-17, 37}}},
}

func frontSides() []Zone {
	return []Zone{
		{ID: "shoulder-arm", Area: arm},
		{ID: "hip-outer", Area: Polygon{{15, 94}, {22, 90}, {22, 112}, {14.6, 112}}},
		{ID: "groin", Area: Polygon{{1, 104.5}, {3, 103}, {14, 94.5}, {15, 94}, {14.8, 102}, {5, 112}, {0, 113}, {0, 106}}},
		{ID: "thigh-front", Area: Polygon{{5, 112}, {14.8, 102}, {14.6, 112}, {13.2, knee}, {8, knee}}},
		{ID: "thigh-inner", Area: Polygon{{-0.1, 113}, {5, 112}, {8, knee}, {0, knee}}},
		{ID: "thigh-outer", Area: Polygon{{14.6, 112}, {22, 112}, {20, knee}, {13.2, knee}}},
		{ID: "knee", Area: Polygon{{0, knee}, {20, knee}, {20, shin}, {0, shin}}},
		{ID: "shin-front", Area: Polygon{{0, shin}, {12, shin}, {10.4, ankle}, {0, ankle}}},
		{ID: "shin-outer", Area: Polygon{{12, shin}, {20, shin}, {20, ankle}, {10.4, ankle}}},
		{ID: "foot-top", Area: Polygon{{0, ankle}, {10.4, ankle}, {13.2, 200}, {13.2, 207}, {0, 207}}},
		{ID: "foot-outer", Area: Polygon{{10.4, ankle}, {20, ankle}, {20, 207}, {13.2, 207}, {13.2, 200}}},
		{ID: "leg", Area: bracket, Free: true},
	}
}

var backMiddle = []Zone{
	{ID: "neck", Area: Polygon{{-5, 24}, {5, 24}, {6, 30}, {10, 34}, {-10, 34}, {-6, 30}}},
	{ID: "upper-back", Area: Polygon{{-10, 34}, {10, 34}, {17, 37}, {19.4, 50}, {19, 65}, {4, 65}, {4, 63}, {-4, 63}, {-4, 65}, {-19, 65}, {-19.4, 50}, {-17, 37}}},
	{ID: "scar-above", Area: Polygon{{-3.6, 63}, {3.6, 63}, {3.6, 69}, {-3.6, 69}}},
	{ID: "lumbar-midline", Area: Polygon{{-2.8, 69}, {2.8, 69}, {2.8, 80.5}, {-2.8, 80.5}}},
	{ID: "lumbar-across", Area: Polygon{{-19, 80.5}, {19, 80.5}, {19, 86}, {-19, 86}}},
	{ID: "scar-below", Area: Polygon{{-3.6, 86}, {3.6, 86}, {3.6, 90.6}, {-3.6, 90.6}}},
	{ID: "sacrum-midline", Area: Polygon{{-3.6, 90.6}, {3.6, 90.6}, {4, 95}, {2.8, 99}, {1.8, 102}, {-1.8, 102}, {-2.8, 99}, {-4, 95}}},
	{ID: "coccyx", Area: Polygon{{-1.8, 102}, {1.8, 102}, {1.5, 107}, {0, 108.6}, {-1.5, 107}}},
}

func backSides() []Zone {
	return []Zone{
		{ID: "shoulder-arm", Area: arm},
		{ID: "lumbar", Area: Polygon{{2.8, 69}, {2.8, 65}, {9.8, 65}, {9.2, 73}, {9.8, 80.5}, {2.8, 80.5}}},
		{ID: "flank", Area: Polygon{{9.8, 65}, {19, 65}, {19, 80.5}, {9.8, 80.5}, {9.2, 73}}},
		{ID: "psis", Area: oval(6.8, 91.2, 2.9, 4)},
		{ID: "hip-outer", Area: smooth(Polygon{{17, 93}, {24, 92}, {24, fold}, {17, fold}, {15.2, 103}})},
		{ID: "buttock", Area: Polygon{{0, 86}, {19, 86}, {19, fold - 1}, {13, fold + 1}, {6, fold + 1.4}, {0, fold}}},
		{ID: "thigh-back", Area: Polygon{{-0.1, fold}, {15.6, fold - 1}, {13.2, knee}, {0, knee}}},
		{ID: "thigh-outer", Area: Polygon{{15.6, fold}, {22, fold}, {20, knee}, {13.2, knee}}},
		{ID: "knee", Area: Polygon{{0, knee}, {20, knee}, {20, shin}, {0, shin}}},
		{ID: "calf", Area: Polygon{{0, shin}, {13, shin}, {11, ankle}, {0, ankle}}},
		{ID: "shin-outer", Area: Polygon{{13, shin}, {20, shin}, {20, ankle}, {11, ankle}}},
		{ID: "foot-sole", Area: Polygon{{0, ankle}, {11, ankle}, {13.2, 200}, {13.2, 207}, {0, 207}}},
		{ID: "foot-outer", Area: Polygon{{11, ankle}, {20, ankle}, {20, 207}, {13.2, 207}, {13.2, 200}}},
		{ID: "leg", Area: bracket, Free: true},
	}
}

// arm is the shoulder and the arm; the body ends it.
var arm = Polygon{{17, 37}, {15, 34}, {28, 36}, {42, 112}, {41, 126}, {29, 126}, {23, 80}, {19.4, 50}}

// bracket stands beside a leg and means the whole of it.
var bracket = Polygon{{23, 130}, {26.5, 130}, {26.5, 188}, {23, 188}}
