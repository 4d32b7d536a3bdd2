import { Alert, Button, Progress } from 'antd'
import { useRef, useState } from 'react'

import { problemOf } from '@/api/problem'
import { defineWords } from '@/words/i18n'

const useWords = defineWords('job', {
  running: '正在办理 {{done}}/{{total}}',
  stop: '停止',
  done: '已办理 {{ok}} 件',
  failed: '{{n}} 件没有办成',
  stopped: '已停止，剩下 {{n}} 件没有办理',
}, {
  running: '{{done}} of {{total}} done',
  stop: 'Stop',
  done: '{{ok}} done',
  failed: '{{n}} could not be done',
  stopped: 'Stopped; {{n}} not begun',
})

export interface JobState { total: number; done: number; failures: { name: string; why: string }[]; running: boolean; stopped: boolean }

/** Does the same to many, one after the other, and keeps what could not be done and why. */
export function useJob<T>() {
  const [state, setState] = useState<JobState | null>(null)
  const stop = useRef(false)
  const run = async (items: readonly T[], nameOf: (item: T) => string, act: (item: T) => Promise<unknown>) => {
    stop.current = false
    const stopped = () => stop.current
    const s: JobState = { total: items.length, done: 0, failures: [], running: true, stopped: false }
    setState({ ...s })
    for (const item of items) {
      if (stopped()) break
      try {
        await act(item)
      } catch (e) {
        s.failures = [...s.failures, { name: nameOf(item), why: problemOf(e).detail }]
      }
      s.done++
      setState({ ...s })
    }
    s.running = false
    s.stopped = s.done < s.total
    setState({ ...s })
    return s
  }
  return { state, run, stop: () => { stop.current = true }, clear: () => setState(null) }
}

/** How far a job is, and what came of it, item by item. */
export function JobProgress({ state, onStop }: { state: JobState; onStop?: () => void }) {
  const words = useWords()
  const percent = state.total === 0 ? 100 : Math.floor((state.done / state.total) * 100)
  if (state.running) {
    return (
      <div className="gb-job">
        {/* Readers of screens hear quarters, not every step. */}
        <span className="gb-visually-hidden" role="status">{Math.floor(percent / 25) * 25}%</span>
        <Progress percent={percent} status="active" aria-label={words('running', { done: state.done, total: state.total })} />
        <div className="gb-row"><span>{words('running', { done: state.done, total: state.total })}</span>{onStop && <Button size="small" onClick={onStop}>{words('stop')}</Button>}</div>
      </div>
    )
  }
  const ok = state.done - state.failures.length
  return (
    <div role="status">
      <Alert showIcon type={state.failures.length > 0 || state.stopped ? 'warning' : 'success'}
        title={[words('done', { ok }), state.failures.length > 0 ? words('failed', { n: state.failures.length }) : '', state.stopped ? words('stopped', { n: state.total - state.done }) : ''].filter(Boolean).join(' · ')}
        description={state.failures.length > 0 && <ul>{state.failures.map((f, i) => <li key={i}><strong>{f.name}</strong> {f.why}</li>)}</ul>}
      />
    </div>
  )
}
