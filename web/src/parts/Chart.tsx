import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use as register } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

register([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

export interface ChartProps {
  kind: 'bar' | 'line'
  /** Says what is drawn; the numbers themselves stand in the table beside. */
  label: string
  names: readonly string[]
  series: readonly { name: string; values: readonly (number | null)[] }[]
}

const colors = ['#0a5bd3', '#ad4e00', '#237804', '#722ed1']
const symbols = ['circle', 'rect', 'triangle', 'diamond']

/** Percentages over organs or periods, with the line of 100 %. It repeats a table and never stands alone. */
export default function Chart({ kind, label, names, series }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!box.current) return
    const chart = init(box.current, undefined, { renderer: 'svg', height: kind === 'bar' ? Math.max(220, names.length * 34 + 80) : 280 })
    const category = { type: 'category' as const, data: [...names], axisLabel: { width: 160, overflow: 'truncate' as const, color: '#333' } }
    const percent = { type: 'value' as const, min: 0, max: 100, axisLabel: { formatter: '{value}%', color: '#333' } }
    chart.setOption({
      animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      color: colors, legend: { bottom: 0 }, tooltip: { trigger: 'axis', valueFormatter: (v: unknown) => (typeof v === 'number' ? `${v}%` : '—') },
      grid: { left: 8, right: 24, top: 24, bottom: 36, containLabel: true },
      ...(kind === 'bar' ? { xAxis: percent, yAxis: { ...category, inverse: true } } : { xAxis: category, yAxis: percent }),
      series: series.map((s, i) => ({
        type: kind, name: s.name, data: [...s.values], symbol: symbols[i % symbols.length], symbolSize: 8,
        ...(i === 0 && kind === 'line' ? { markLine: { silent: true, symbol: 'none', data: [{ yAxis: 100 }], lineStyle: { color: '#237804' } } } : {}),
      })),
    })
    const fit = new ResizeObserver(() => chart.resize())
    fit.observe(box.current)
    return () => {
      fit.disconnect()
      chart.dispose()
    }
  }, [kind, names, series])
  return <div ref={box} role="img" aria-label={label} className="gb-chart" />
}
