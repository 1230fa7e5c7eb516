package report

import "strings"

// codeWords names the codes that a source may be filed under, with the words of the code
// set (ICD-10-CM 2026, shortened). Which of them applies is for the clinician to say.
func codeWords(codes []string) string {
	var out []string
	for _, c := range codes {
		if w := CodeWords(c); w != "" {
			c += " " + w
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return ""
	}
	return "ICD-10-CM to choose from: " + strings.Join(out, "; ") + "."
}

// CodeWords are the words of one code, or "".
func CodeWords(code string) string { return icd10cm[code] }

var icd10cm = map[string]string{
	"G03.9":    "meningitis, unspecified",
	"G57.00":   "lesion of sciatic nerve, unspecified lower limb",
	"G57.10":   "meralgia paresthetica, unspecified lower limb",
	"G57.30":   "lesion of lateral popliteal nerve, unspecified lower limb",
	"G58.8":    "other specified mononeuropathies",
	"G62.9":    "polyneuropathy, unspecified",
	"G89.28":   "other chronic postprocedural pain",
	"G89.4":    "chronic pain syndrome",
	"G96.12":   "meningeal adhesions (cerebral) (spinal)",
	"M16.9":    "osteoarthritis of hip, unspecified",
	"M24.28":   "disorder of ligament, vertebrae",
	"M25.559":  "pain in unspecified hip",
	"M40.36":   "flatback syndrome, lumbar",
	"M40.37":   "flatback syndrome, lumbosacral",
	"M43.16":   "spondylolisthesis, lumbar",
	"M46.1":    "sacroiliitis",
	"M47.816":  "spondylosis, lumbar",
	"M47.817":  "spondylosis, lumbosacral",
	"M48.061":  "spinal stenosis, lumbar, without neurogenic claudication",
	"M48.062":  "spinal stenosis, lumbar, with neurogenic claudication",
	"M51.16":   "disc disorders with radiculopathy, lumbar",
	"M53.2X6":  "spinal instabilities, lumbar",
	"M53.2X7":  "spinal instabilities, lumbosacral",
	"M53.3":    "sacrococcygeal disorders",
	"M54.16":   "radiculopathy, lumbar",
	"M54.17":   "radiculopathy, lumbosacral",
	"M62.830":  "muscle spasm of back",
	"M70.60":   "trochanteric bursitis, unspecified hip",
	"M79.18":   "myalgia, other site",
	"M79.2":    "neuralgia and neuritis, unspecified",
	"M79.7":    "fibromyalgia",
	"M96.0":    "pseudarthrosis after fusion or arthrodesis",
	"M96.1":    "postlaminectomy syndrome",
	"M96.4":    "postsurgical lordosis",
	"R25.2":    "cramp and spasm",
	"T84.216A": "breakdown (mechanical) of internal fixation device of vertebrae",
	"T84.226A": "displacement of internal fixation device of vertebrae",
	"T84.84XA": "pain due to internal orthopedic prosthetic devices, implants and grafts",
}
