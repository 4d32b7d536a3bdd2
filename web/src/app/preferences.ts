import { useSyncExternalStore } from 'react'

import type { TextSize } from './theme'

// Choices of one person at one browser that must hold before anybody signs in.
const listeners = new Set<() => void>()
const sizeKey = 'guibei.textSize'

function read(): TextSize {
  try {
    return localStorage.getItem(sizeKey) === 'large' ? 'large' : 'normal'
  } catch {
    return 'normal'
  }
}

let size: TextSize = read()

export function setTextSize(s: TextSize) {
  size = s
  try {
    localStorage.setItem(sizeKey, s)
  } catch {
    // Then it holds until the page is left.
  }
  for (const l of listeners) l()
}

export function useTextSize(): TextSize {
  return useSyncExternalStore((l) => {
    listeners.add(l)
    return () => listeners.delete(l)
  }, () => size)
}
