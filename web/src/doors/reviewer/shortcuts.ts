import { useEffect, useState } from 'react'

export const shortcutKeys = ['j', 'k', 'a', 'd', 'c', 'e', 'l', 't', '?'] as const
export type ShortcutKey = (typeof shortcutKeys)[number]

const storageKey = 'guibei.shortcuts'

/** True when a key is meant for what has the focus, not for the page. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role="dialog"],[role="listbox"],[role="menu"],[role="combobox"]') !== null
}

/** Single keys of a page. They can be switched off (WCAG 2.1.4), and never fire while somebody types. */
export function useShortcuts(act: (k: ShortcutKey) => void, save: () => void) {
  const [on, setOnState] = useState(() => {
    try {
      return localStorage.getItem(storageKey) !== 'off'
    } catch {
      return true
    }
  })
  const setOn = (v: boolean) => {
    setOnState(v)
    try {
      localStorage.setItem(storageKey, v ? 'on' : 'off')
    } catch {
      // Then it holds until the page is left.
    }
  }
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if ((e.ctrlKey || e.metaKey) && e.key === 's') {
        e.preventDefault()
        save()
        return
      }
      if (!on || e.ctrlKey || e.metaKey || e.altKey || isTyping(e.target)) return
      const k = shortcutKeys.find((x) => x === e.key)
      if (!k) return
      e.preventDefault()
      act(k)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [act, on, save])
  return { on, setOn }
}
