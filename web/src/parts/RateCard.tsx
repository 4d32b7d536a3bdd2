import { InfoCircleOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { Link } from 'react-router-dom'

import { defineWords } from '@/words/i18n'

const useWords = defineWords('rateCard', {
  numerator: '分子',
  denominator: '分母',
  none: '本期没有应计的文件',
  full: '已达 100%',
  gap: '距 100% 还差 {{n}} 件',
  definition: '怎么算的',
  previous: '上期 {{percent}}（{{numerator}}/{{denominator}}）',
  undecided: '尚无结果 {{n}} 件',
}, {
  numerator: 'Numerator',
  denominator: 'Denominator',
  none: 'nothing to count in this period',
  full: '100 % reached',
  gap: '{{n}} short of 100 %',
  definition: 'How it is counted',
  previous: 'before: {{percent}} ({{numerator}}/{{denominator}})',
  undecided: '{{n}} undecided',
})

export interface RateFigure { numerator: number; denominator: number; percent: string; undecided: number }

export interface RateCardProps {
  name: string
  rate: RateFigure
  previous?: RateFigure
  /** What is above and below the line, as the server defines it. */
  definition?: { numerator: string; denominator: string }
  /** Where each figure opens as its list. */
  links: { numerator: string; denominator: string; missing: string; undecided?: string }
}

/**
 * One rate with its numerator and denominator, both of which open as lists. The gap to 100 % is the work list, so it is
 * the largest link. A denominator of nothing is no rate at all, and 100 % is only said of all.
 */
export function RateCard({ name, rate, previous, definition, links }: RateCardProps) {
  const words = useWords()
  const gap = rate.denominator - rate.numerator
  const width = rate.denominator === 0 ? 0 : (rate.numerator / rate.denominator) * 100
  return (
    <section className="gb-card gb-rate" aria-label={name}>
      <h2>
        {name}
        {definition && (
          <Popover trigger="click" title={words('definition')} content={
            <dl className="gb-facts gb-definition">
              <dt>{words('numerator')}</dt><dd>{definition.numerator}</dd>
              <dt>{words('denominator')}</dt><dd>{definition.denominator}</dd>
            </dl>
          }>
            <Button type="text" size="small" icon={<InfoCircleOutlined />} aria-label={`${name} ${words('definition')}`} />
          </Popover>
        )}
      </h2>
      <p className="gb-rate-figure">
        <strong>{rate.denominator === 0 ? '—' : rate.percent}</strong>
        <span className="gb-rate-parts">
          <Link to={links.numerator} aria-label={`${words('numerator')} ${rate.numerator}`}>{rate.numerator}</Link>
          {' / '}
          <Link to={links.denominator} aria-label={`${words('denominator')} ${rate.denominator}`}>{rate.denominator}</Link>
        </span>
      </p>
      <div className="gb-rate-bar" aria-hidden="true"><svg width="100%" height="8" role="presentation"><rect width="100%" height="8" rx="4" fill="#dfe5ee" /><rect width={`${width}%`} height="8" rx="4" fill={gap > 0 ? '#ad4e00' : '#237804'} /></svg></div>
      <p className="gb-rate-gap">
        {rate.denominator === 0 ? <span className="gb-muted">{words('none')}</span>
          : gap === 0 ? words('full')
            : <Link to={links.missing}>{words('gap', { n: gap })}</Link>}
        {rate.undecided > 0 && links.undecided && <> · <Link to={links.undecided}>{words('undecided', { n: rate.undecided })}</Link></>}
      </p>
      {previous && <p className="gb-muted">{words('previous', { percent: previous.denominator === 0 ? '—' : previous.percent, numerator: previous.numerator, denominator: previous.denominator })}</p>}
    </section>
  )
}
