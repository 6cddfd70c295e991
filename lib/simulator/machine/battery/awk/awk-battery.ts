import { corners } from './corners'
import { errors } from './errors'
import { fieldUse } from './field-use'
import { fields } from './fields'
import { inputOutput } from './input-output'
import { language } from './language'
import { patterns } from './patterns'
import { printing } from './printing'
import { smallPrograms } from './small-programs'
import { sonic } from './sonic'
import { text } from './text'
import type { BatteryCase } from '../case'

/** Lines that the twin's awk and mawk 1.3.4, as Debian has it, agree on. */
export const awkBattery: readonly BatteryCase[] = [
  ...fields,
  ...patterns,
  ...text,
  ...printing,
  ...language,
  ...inputOutput,
  ...errors,
  ...fieldUse,
  ...corners,
  ...smallPrograms,
  ...sonic,
]
