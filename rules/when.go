package rules

import (
	"regexp"
	"time"

	"guibei"
	"guibei/docx"
)

const (
	digits = `[〇○零一二三四五六七八九十\d]`
	day    = `(` + digits + `{4})年(` + digits + `{1,3})月(` + digits + `{1,3})日`
)

var fullDate = regexp.MustCompile(day)

// firstDate reads the first whole date in folded text; false when there is
// none or it is not in the calendar.
func firstDate(text string) (guibei.Date, bool) {
	m := fullDate.FindStringSubmatch(text)
	if m == nil {
		return guibei.Date{}, false
	}
	var n [3]int
	for i := range n {
		v, ok := docx.Numeral(m[i+1])
		if !ok {
			return guibei.Date{}, false
		}
		n[i] = v
	}
	d := guibei.Date{Year: n[0], Month: time.Month(n[1]), Day: n[2]}
	return d, d.Valid()
}

// takesEffect is how a text says when it takes effect.
var takesEffect = regexp.MustCompile(`[自从][^。；，]{0,40}?(?:起|后)[^。；，]{0,12}?(?:施行|实施|生效|执行|试行)|[自从](?:发布|公布|印发|下发|发文)之日起|(?:施行|实施|生效|执行)(?:日期|时间)(?:为|：|是)[^。；，]{0,20}|(?:公布|发布|印发)(?:之日|后)[^。；，]{0,8}(?:施行|实施|生效|执行)`)

// effectWords are what any sentence about taking effect has one of.
var effectWords = []string{"施", "生效", "执行", "试行", "之日起"}

// takesEffectIn returns where a sentence says when something takes effect.
func takesEffectIn(text string) [][]int {
	if !containsAny(text, effectWords) {
		return nil
	}
	return takesEffect.FindAllStringIndex(text, -1)
}

// itself is how a text speaks of itself.
const itself = `(?:办法|规定|细则|规则|方案|意见|通知|决定|公告|通告|措施|标准|制度|指引|文件|政策|规程|规范)`
