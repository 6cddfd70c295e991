import type { BatteryCase } from './case'
import { errexit, words } from './errexit'
import { archives } from './archives'
import { fileTools, rootTools } from './file-tools'
import { files, ownership } from './files'
import { jobs } from './jobs'
import { language } from './language'
import { misreadings } from './misreadings'
import { moreLanguage } from './more-language'
import { posixLanguage } from './posix-language'
import { processTools } from './processes'
import { receipts } from './receipts'
import { textCorners } from './text-corners'
import { textTools } from './text-tools'
import { searching } from './searching'
import { sedCorners } from './sed-corners'
import { coreutils } from './coreutils'
import { fieldShell } from './field-shell'
import { undo } from './undo'
import { calculating } from './calculating'
import { coreCorners } from './core-corners'
import { declaring } from './declaring'
import { documents } from './documents'
import { expansions } from './expansions'
import { fileCorners } from './file-corners'
import { lesserTools } from './lesser-tools'
import { moreMisreadings } from './more-misreadings'
import { readingAndPrinting } from './reading-and-printing'
import { traps } from './traps'

/** What dash and bash agree on: these lines run in `sh`, too. */
export const posix: readonly BatteryCase[] = [...errexit, ...words, ...posixLanguage]

/** What depends on how the shell reads its script; the others are about tools. */
export const aboutTheShell: readonly BatteryCase[] = [
  ...language,
  ...moreLanguage,
  ...files,
  ...undo,
  ...posix,
  ...jobs,
]

export const battery: readonly BatteryCase[] = [
  ...aboutTheShell,
  ...fileTools,
  ...archives,
  ...misreadings,
  ...textTools,
  ...textCorners,
  ...searching,
  ...sedCorners,
  ...coreutils,
  ...fieldShell,
  ...processTools,
  ...receipts,
  ...coreCorners,
  ...fileCorners,
  ...lesserTools,
  ...expansions,
  ...documents,
  ...traps,
  ...readingAndPrinting,
  ...calculating,
  ...declaring,
  ...moreMisreadings,
  ...ownership,
  ...rootTools,
]
