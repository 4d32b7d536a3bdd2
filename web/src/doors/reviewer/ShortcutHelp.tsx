import { Checkbox, Modal } from 'antd'

import { useWords } from './words'

const rows = [
  ['j', 'keyNext'], ['k', 'keyPrevious'], ['a', 'keyAccept'], ['d', 'keyDismiss'], ['c', 'keyComment'], ['e', 'keyEditor'], ['l', 'keyLeads'], ['t', 'keyDocument'],
  ['Ctrl+S', 'keySave'], ['?', 'keyHelp'],
] as const

/** The keys of the workbench, and the switch for them. */
export function ShortcutHelp({ open, onClose, on, onSwitch }: { open: boolean; onClose: () => void; on: boolean; onSwitch: (v: boolean) => void }) {
  const words = useWords()
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={words('shortcuts')}>
      <dl className="gb-facts">{rows.map(([k, w]) => <div key={k} className="gb-fact"><dt><kbd>{k}</kbd></dt><dd>{words(w)}</dd></div>)}</dl>
      <Checkbox checked={on} onChange={(e) => onSwitch(e.target.checked)}>{words('shortcutsOn')}</Checkbox>
    </Modal>
  )
}
