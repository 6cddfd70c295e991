import { firstDay } from './first-day'
import { owners } from './owners'
import { systemDown } from './system-down'
import type { HandoverChapter } from './handover-story'

export const handoverChapters: readonly HandoverChapter[] = [firstDay, owners, systemDown]
