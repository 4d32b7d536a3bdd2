package rules

import (
	"fmt"
	"strings"
	"unicode"

	"guibei"
)

var r136 = rule(Rule{
	ID: "R136", Version: 1, Group: Writing,
	Title:    "字词重复",
	Basis:    "《规章制定程序条例》第八条（参照：用语准确、简洁）",
	Source:   Practice,
	Severity: guibei.Low,
	Looks:    "虚词连写两次（的的、和和、应应当），两个字或者三个字的词连写两次（管理管理）；往往、常常、为了了解等正当的连写不报。",
	Blind:    "隔着标点的重复不看；四个字以上的重复不看；人名、地名里的叠字可能误报。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	lines := in.read().lines
	for i := range lines {
		l := &lines[i]
		if l.contents {
			continue
		}
		rs := []rune(l.text)
		for at := 1; at < len(rs); at++ {
			n := doubledAt(rs, at)
			if n == 0 {
				continue
			}
			out = append(out, r.finding(place(l.at, at-n, at+n), fmt.Sprintf("“%s”疑似重复，请删去多余的“%s”。", string(rs[at-n:at+n]), string(rs[at:at+n]))))
			at += n
		}
	}
	return out
})

// particle is a word of one character that is not written twice on purpose.
// Behind and before are characters with which either of the two makes another
// word: 行为|为, 为了|了解.
type particle struct{ behind, before string }

var particles = map[rune]particle{
	'的': {"目标有", "确士"}, '了': {"为除到受", "解断结若然"}, '和': {"总共饱缓温调协谐祥", "谐平解睦声好"},
	'为': {"行作成因认以视名列定分更较最极尤转改设调上合人能有", "了何"}, '以': {"可予难加所得足给用何致", "上下内外及后前来便免色"},
	'由': {"自理事缘案经来不", "此于"}, '对': {"应面针相绝反核比校配结", "于口应称外接方象等照策待"},
	'及': {"涉普触波以危遍提顾殃累", "时其早格"}, '在': {"存现所潜内实旨", "线职岗建校册编逃场位途地"},
	'是': {"于但只还凡若像国实不就而", "否非"}, '并': {"合兼归吞", "网购行联列轨处发"}, '将': {"即必大中上少", "来军"},
	'应': {"反相响供适对效理本回呼感照", "急用届诉对收付力税当"}, '与': {"参给赠授付", "会否其"},
	'按': {"", "钮揭时期键劳"}, '从': {"服自无跟依听", "严业事轻重而属快优"}, '被': {"", "告褥"}, '把': {"", "关握手"},
	'向': {"方定导意面流取倾指转趋单双横纵走去", "社上前"}, '经': {"已曾财业", "济费营办过"}, '或': {"", ""}, '须': {"必", ""}, '使': {"行大促驱即假", "用命馆"},
}

// doubledAt returns how many characters before a place are written again
// behind it, 0 when that may be meant.
func doubledAt(rs []rune, at int) int {
	for n := 3; n > 1; n-- {
		if at >= n && at+n <= len(rs) && wordTwice(rs[at-n:at], rs[at:at+n]) && !longer(rs, at, n) {
			return n
		}
	}
	if rs[at] == rs[at-1] && particleTwice(rs, at) {
		return 1
	}
	if at+1 < len(rs) && rs[at] == '应' && rs[at-1] == '应' && rs[at+1] == '当' && (at < 2 || !strings.ContainsRune(particles['应'].behind, rs[at-2])) {
		return 1
	}
	return 0
}

// particleTwice reports whether the particle at a place, which is there twice,
// makes no other word with what stands around it.
func particleTwice(rs []rune, at int) bool {
	p, ok := particles[rs[at]]
	if !ok || at > 1 && strings.ContainsRune(p.behind, rs[at-2]) {
		return false
	}
	return at+1 == len(rs) || !strings.ContainsRune(p.before, rs[at+1])
}

// wordTwice reports whether two stretches are one word of different
// characters. Numbers and measures are said twice to mean each of many.
func wordTwice(a, b []rune) bool {
	for i := range a {
		if a[i] != b[i] || !unicode.Is(unicode.Han, a[i]) || strings.ContainsRune("一二三四五六七八九十百千万〇两每逐某几很创共", a[i]) {
			return false
		}
	}
	return a[0] != a[1]
}

// longer reports whether the repetition is part of a longer row, such as a
// pattern of a form.
func longer(rs []rune, at, n int) bool {
	return at+2*n <= len(rs) && string(rs[at:at+n]) == string(rs[at+n:at+2*n])
}
