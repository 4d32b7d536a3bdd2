package eval

import (
	"fmt"
	"strings"
)

// theme is what an invented draft is about.
type theme struct{ town, subject, organ, actor, place string }

var themes = []theme{
	{"青山区", "停车场", "城市管理局", "停车场经营者", "停车场"},
	{"乐清市", "共享单车停放", "交通运输局", "运营企业", "停放点"},
	{"东河区", "养犬", "公安分局", "养犬人", "公园"},
	{"白云鄂博矿区", "户外广告设施", "住房和城乡建设局", "设置人", "临街建筑"},
	{"固阳县", "农贸市场", "市场监督管理局", "市场开办者", "摊位"},
	{"土默特右旗", "校外托管机构", "教育局", "托管机构举办者", "托管场所"},
	{"九原区", "餐饮油烟", "生态环境分局", "餐饮服务经营者", "经营场所"},
	{"达茂旗", "草原旅游接待点", "文化旅游局", "接待点经营者", "接待点"},
}

// Drafts are invented drafts without a known defect, one a theme.
func Drafts() []Sample {
	out := make([]Sample, len(themes))
	for i, t := range themes {
		out[i] = Sample{ID: fmt.Sprintf("D%02d", i+1), Text: t.draft()}
	}
	return out
}

func (t theme) draft() string {
	return strings.NewReplacer("{town}", t.town, "{subject}", t.subject, "{organ}", t.organ, "{actor}", t.actor, "{place}", t.place).Replace(draftText)
}

const draftText = `{town}{subject}管理办法
第一章 总则
第一条 为了规范{subject}管理，维护公共秩序，依据《中华人民共和国行政许可法》《优化营商环境条例》等法律、法规，结合本地实际，制定本办法。
第二条 {town}行政区域内的{subject}管理，适用本办法。
第三条 {town}{organ}（以下简称“主管部门”）负责{subject}的监督管理，其他部门按照各自职责做好相关工作。
第二章 日常管理
第四条 {actor}应当遵守下列规定：
（一）保持{place}及其周边整洁；
（二）在{place}显著位置公示服务内容和监督电话；
（三）妥善处理群众投诉，并做好记录。
第五条 主管部门应当建立巡查制度，每月至少巡查一次，巡查情况记入台账。
巡查人员应当出示证件，不得收受财物。
第六条 主管部门应当自收到投诉之日起十日内答复投诉人，文书式样见附件。
第七条 鼓励{actor}采用节能环保的设备，有关部门可以提供技术指导。
第八条 违反本办法第四条规定的，由主管部门责令改正；依法应当给予行政处罚的，移送有权机关依法处理。
第三章 附则
第九条 本办法由{town}{organ}负责解释。
第十条 本办法自2027年1月1日起施行，有效期5年。
附件：答复文书式样
{town}人民政府
2026年11月20日
附件
答复文书式样
`
