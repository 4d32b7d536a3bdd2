// Package model asks a language model inside the government's network what else
// deserves a look in a draft. It is off unless an endpoint is configured, speaks the
// chat interface that OpenAI made common, and believes nothing: what comes back is
// for the caller to verify.
package model

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"guibei"
)

// Client asks one endpoint.
type Client struct {
	URL  string // of the interface, such as http://10.0.0.5:8000/v1
	Name string // of the model
	Key  string // "" when the endpoint asks for none
	HTTP *http.Client
}

// Lead is what the model says; nothing of it is known to be true.
type Lead struct {
	Quote   string `json:"quote"`
	Law     string `json:"law"`
	Article string `json:"article"`
	Why     string `json:"why"`
}

// Bounds of a conversation.
const (
	maxText   = 60_000 // characters that are sent
	maxAnswer = 1 << 20
	patience  = 2 * time.Minute
)

const instruction = `你协助审核中国的行政规范性文件草案。只指出可能违反法律、行政法规的句子。` +
	`只回答一个 JSON 数组，每项为 {"quote":"草案原文，逐字照抄","law":"法律或者行政法规的名称","article":"第几条","why":"一句话的理由"}；没有的回答 []。不要回答别的文字。`

// Ask sends a text and returns what the model says of it. An endpoint that does
// not answer, or not in the way it should, is guibei.Unavailable.
func (c *Client) Ask(ctx context.Context, text string) ([]Lead, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if rs := []rune(text); len(rs) > maxText {
		text = string(rs[:maxText])
	}
	request, err := json.Marshal(map[string]any{
		"model": c.Name, "temperature": 0,
		"messages": []map[string]string{{"role": "system", "content": instruction}, {"role": "user", "content": text}},
	})
	if err != nil {
		return nil, fmt.Errorf("ask the model: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(c.URL, "/")+"/chat/completions", bytes.NewReader(request))
	if err != nil {
		return nil, fmt.Errorf("ask the model: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	if c.Key != "" {
		r.Header.Set("Authorization", "Bearer "+c.Key)
	}
	answer, err := c.HTTP.Do(r)
	if err != nil {
		return nil, guibei.Because(guibei.Unavailable, err, "模型没有应答，请稍后重试，或者请系统管理员检查模型的地址。")
	}
	defer func() { _ = answer.Body.Close() }()
	data, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil || answer.StatusCode != http.StatusOK {
		return nil, guibei.Because(guibei.Unavailable, err, fmt.Sprintf("模型的应答不成功（%d），请稍后重试，或者请系统管理员检查模型。", answer.StatusCode))
	}
	return read(data)
}

// read takes the array out of the answer, whatever stands around it.
func read(data []byte) ([]Lead, error) {
	var a struct {
		Choices []struct {
			Message struct {
				Content string `json:"content"`
			} `json:"message"`
		} `json:"choices"`
	}
	if err := json.Unmarshal(data, &a); err != nil || len(a.Choices) == 0 {
		return nil, guibei.Because(guibei.Unavailable, err, "模型的应答读不懂，请请系统管理员检查模型的接口。")
	}
	content := a.Choices[0].Message.Content
	from, to := strings.Index(content, "["), strings.LastIndex(content, "]")
	if from < 0 || to < from {
		return nil, guibei.Errorf(guibei.Unavailable, "模型没有按要求回答，请重试或者换用别的模型。")
	}
	var leads []Lead
	if err := json.Unmarshal([]byte(content[from:to+1]), &leads); err != nil {
		return nil, guibei.Because(guibei.Unavailable, err, "模型没有按要求回答，请重试或者换用别的模型。")
	}
	return leads, nil
}
