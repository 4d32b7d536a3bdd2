package compare

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatAChangeDoesInLaw(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, old, new string
		want           Aspect
	}{
		{"discretion becomes duty", "行政机关可以公开。", "行政机关应当公开。", Aspect{Obligation, "可以", "应当", "裁量变为义务"}},
		{"permission becomes ban", "经营者可以摆摊。", "经营者不得摆摊。", Aspect{Obligation, "可以", "不得", "允许变为禁止"}},
		{"a duty is dropped", "乡镇人民政府应当及时受理。", "乡镇人民政府及时受理。", Aspect{Obligation, "应当", "", "删除“应当”"}},
		{"amount", "处5万元以下罚款。", "处10万元以下罚款。", Aspect{Amount, "5万元", "10万元", "数额、比例变化"}},
		{"amount in Chinese", "处五万元以下罚款。", "处十万元以下罚款。", Aspect{Amount, "五万元", "十万元", "数额、比例变化"}},
		{"share", "不低于百分之三十。", "不低于百分之二十。", Aspect{Amount, "百分之三十", "百分之二十", "数额、比例变化"}},
		{"times", "处违法所得3倍罚款。", "处违法所得5倍罚款。", Aspect{Amount, "3倍", "5倍", "数额、比例变化"}},
		{"period", "自收到之日起30日内答复。", "自收到之日起15日内答复。", Aspect{Period, "30日", "15日", "期限变化"}},
		{"calendar days become working days", "自收到之日起十日内答复。", "自收到之日起十个工作日内答复。", Aspect{Period, "十日", "十个工作日", "期限变化"}},
		{"date", "自2024年5月1日起施行。", "自2025年1月1日起施行。", Aspect{Date, "2024年5月1日", "2025年1月1日", "日期变化"}},
		{"bound", "逾期三年以上的。", "逾期三年以下的。", Aspect{Bound, "以上", "以下", "起止界限变化"}},
		{"negation", "申请材料公开。", "申请材料不公开。", Aspect{Negation, "", "不", "否定词变化，含义可能相反：新增"}},
		{"penalty", "违反规定的，给予警告。", "违反规定的，没收违法所得。", Aspect{Penalty, "警告", "没收、违法所得", "处罚或者法律责任变化"}},
		{"fee", "办理登记不得要求提供材料。", "办理登记不得收费。", Aspect{Fee, "", "收费", "收费、费用变化：新增"}},
		{"or becomes and", "需要身份证或者户口簿。", "需要身份证以及户口簿。", Aspect{Scope, "或者", "以及", "适用范围变化"}},
		{"an exception is dropped", "一律公开，涉及国家秘密的除外。", "一律公开。", Aspect{Scope, "除外", "", "适用范围变化：删除"}},
		{"validity", "本办法自公布之日起施行。", "本办法自公布之日起试行。", Aspect{Validity, "施行", "试行", "效力期间变化"}},
		{"approval", "设置广告牌应当报城管部门备案。", "设置广告牌应当报城管部门批准。", Aspect{Condition, "备案", "批准", "条件或者程序变化"}},
		{"authority", "由区住房主管部门负责。", "由区民政部门负责。", Aspect{Authority, "区住房主管部门", "区民政部门", "主管机关或者承担职责的机构变化"}},
		{"subject", "养犬人应当登记。", "物业服务人应当登记。", Aspect{Subject, "养犬人", "物业服务人", "行为主体变化"}},
		{"citation", "依照《行政处罚法》处理。", "依照《治安管理处罚法》处理。", Aspect{Citation, "《行政处罚法》", "《治安管理处罚法》", "引用的法律、文件变化"}},
		{"file number", "依据青政发〔2021〕3号文件办理。", "依据青政发〔2023〕8号文件办理。", Aspect{Citation, "〔2021〕3号", "〔2023〕8号", "引用的法律、文件变化"}},
		{"condition clause", "违反规定，给予处分。", "违反规定的，给予处分。", Aspect{Condition, "", "的", "条件或者程序变化：新增"}},
		{"anything else", "维护市容整洁。", "维护市容美观。", Aspect{Wording, "整洁", "美观", "文字变化，不能证明不影响含义，请人工判断"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := compareLines(t, "第一条 "+tt.old, "第一条 "+tt.new)
			eff := r.Changes[0].Effect
			require.True(t, eff.Substantive)
			require.Contains(t, eff.Aspects, tt.want)
		})
	}
}

func TestWhatProvablyChangesNothingIsMechanical(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, old, new string
		kind           AspectKind
	}{
		{"blanks", "甲机关 应当公开。", "甲机关应当公开。", Blank},
		{"width", "甲机关(以下简称机关)应当公开。", "甲机关（以下简称机关）应当公开。", Punctuation},
		{"punctuation", "甲机关应当公开，乙机关应当备案。", "甲机关应当公开；乙机关应当备案。", Punctuation},
		{"way of writing a number", "应当在三十日内公开。", "应当在30日内公开。", Numeral},
		{"particle", "开展宣传所需的经费列入预算。", "开展宣传所需经费列入预算。", Particle},
		{"paragraph", "甲机关应当公开。\n乙机关应当备案。", "甲机关应当公开。乙机关应当备案。", Structure},
		{"item numbers", "下列事项：\n（一）甲事项；\n（三）乙事项。", "下列事项：\n（一）甲事项；\n（二）乙事项。", Numbering},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := compareLines(t, "第一条 "+tt.old, "第一条 "+tt.new)
			eff := r.Changes[0].Effect
			require.False(t, eff.Substantive, "%+v", eff)
			require.Equal(t, tt.kind, eff.Aspects[0].Kind)
		})
	}
}

func TestAMoveIntoAnotherChapterMayChangeTheScope(t *testing.T) {
	t.Parallel()
	const moved = "有关单位应当妥善保存档案资料。\n"
	text := func(first, second string) string {
		return "第一章 申请\n第一条 申请人提交材料。\n第二条 受理机关进行登记。\n" + first + "第二章 监督\n第八条 监督机关开展检查。\n第九条 举报人可以投诉。\n" + second
	}
	r := compareLines(t, text("第三条 "+moved, ""), text("", "第十条 "+moved))
	for _, c := range r.Changes {
		if c.Kind == Moved {
			require.True(t, c.Effect.Substantive)
			require.Equal(t, Scope, c.Effect.Aspects[0].Kind)
			return
		}
	}
	t.Fatal("nothing moved")
}

func TestPartlyMechanicalIsSubstantive(t *testing.T) {
	t.Parallel()
	r := compareLines(t, "第一条 甲机关可以公开信息，乙机关应当备案。", "第一条 甲机关应当公开信息；乙机关应当备案。")
	require.True(t, r.Changes[0].Effect.Substantive)
	require.Len(t, r.Changes[0].Effect.Aspects, 2)
	require.Equal(t, 1, r.Summary.Substantive)
}
