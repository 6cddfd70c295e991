const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const weekdays = 'sun mon tue wed thu fri sat'.split(' ')

const units: Readonly<Record<string, number>> = {
  sec: 1000, second: 1000, min: 60_000, minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000, fortnight: 1_209_600_000,
} // prettier-ignore

/** Hours east of Greenwich, of the names that GNU knows by heart. */
const zones: Readonly<Record<string, number>> = { est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, cet: 1, cest: 2, bst: 1, eet: 2, eest: 3, jst: 9 } // prettier-ignore

/** What `date -d` understands: dates, times, zones and what is added to them, in any order; undefined: it is none. In UTC. */
export const parseDate = (text: string, now: number): number | undefined => {
  const seconds = /^\s*@(-?\d+(?:\.\d+)?)\s*$/.exec(text)?.[1]
  if (seconds !== undefined) return Number(seconds) * 1000
  if (text.trim() === '') return parseDate('today 00:00', now)
  return new Reading(text.toLowerCase().replace(/,/g, ' '), new Date(now)).result()
}

/** Takes a date apart from its beginning on. */
class Reading {
  #rest: string
  #date: readonly [year: number, month: number, day: number] | undefined
  #time: number | undefined
  #zone = 0
  #added = 0
  #addedMonths = 0
  #weekday: number | undefined
  #weeks = 0

  constructor(
    text: string,
    private readonly now: Date,
  ) {
    this.#rest = text.trim()
  }

  result(): number | undefined {
    while (this.#rest !== '') {
      const before = this.#rest
      if (!this.#readsDate() && !this.#readsTime() && !this.#relative() && !this.#word())
        return undefined
      if (this.#rest === before) return undefined
      this.#rest = this.#rest.trimStart()
    }
    return this.#moment()
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.#rest)
    if (found) this.#rest = this.#rest.slice(found[0].length)
    return found ?? undefined
  }

  #readsDate(): boolean {
    if (this.#date) return false
    const iso =
      this.#take(/^(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d)|(?![\d-]))/) ??
      this.#take(/^(\d{4})(\d\d)(\d\d)(?!\d)/)
    if (iso) return this.#on(Number(iso[1]), Number(iso[2]), Number(iso[3]))
    const slashed = this.#take(/^(\d{4})\/(\d{1,2})\/(\d{1,2})/)
    if (slashed) return this.#on(Number(slashed[1]), Number(slashed[2]), Number(slashed[3]))
    const american = this.#take(/^(\d{1,2})\/(\d{1,2})\/(\d{4})/)
    if (american) return this.#on(Number(american[3]), Number(american[1]), Number(american[2]))
    const name = `(${months.join('|')})[a-z]*\\.?`
    const dayFirst = this.#take(new RegExp(`^(\\d{1,2})[ -]${name}(?:[ -](\\d{4})(?!:))?`))
    if (dayFirst)
      return this.#on(
        this.#year(dayFirst[3]),
        1 + months.indexOf(dayFirst[2] ?? ''),
        Number(dayFirst[1]),
      )
    const monthFirst = this.#take(new RegExp(`^${name} +(\\d{1,2})(?![\\d:])(?: +(\\d{4})(?!:))?`))
    if (monthFirst)
      return this.#on(
        this.#year(monthFirst[3]),
        1 + months.indexOf(monthFirst[1] ?? ''),
        Number(monthFirst[2]),
      )
    return false
  }

  #year(text: string | undefined): number {
    return text === undefined ? this.now.getUTCFullYear() : Number(text)
  }

  #on(year: number, month: number, day: number): boolean {
    this.#date = [year, month, day]
    return true
  }

  #readsTime(): boolean {
    if (this.#time !== undefined) {
      // The year of `Mon Jan 5 10:00:00 UTC 2026` comes last.
      const year = this.#date && this.#take(/^(\d{4})$/)
      return year ? this.#on(Number(year[1]), this.#date![1], this.#date![2]) : false
    }
    const hourOnly = this.#take(/^(\d{1,2}) ?(am|pm)\b/)
    if (hourOnly) {
      this.#time = ((Number(hourOnly[1]) % 12) + (hourOnly[2] === 'pm' ? 12 : 0)) * 3_600_000
      return true
    }
    const found = this.#take(
      /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)? ?(am|pm)?(?:([-+])(\d\d):?(\d\d)?)?/,
    )
    if (!found) return false
    const [
      ,
      hour,
      minute,
      second = '0',
      fraction = '0',
      half,
      sign,
      zoneHour = '0',
      zoneMinute = '0',
    ] = found
    const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'pm' ? 12 : 0)
    if (hours > 23 || Number(minute) > 59 || Number(second) > 60) this.#time = NaN
    else
      this.#time =
        ((hours * 60 + Number(minute)) * 60 + Number(second) + Number(`0.${fraction}`)) * 1000
    this.#zone = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000 * (sign === '-' ? -1 : 1)
    return true
  }

  #relative(): boolean {
    const found = this.#take(
      /^([-+]?) ?(\d*) ?(sec|second|min|minute|hour|day|week|fortnight|month|year)s?\b( ago\b)?/,
    )
    if (!found) return false
    const [, sign, digits, unit = '', ago] = found
    this.#add((digits === '' ? 1 : Number(digits)) * (sign === '-' ? -1 : 1) * (ago ? -1 : 1), unit)
    return true
  }

  #add(amount: number, unit: string): void {
    if (unit === 'month' || unit === 'year')
      this.#addedMonths += amount * (unit === 'year' ? 12 : 1)
    else this.#added += amount * (units[unit] ?? 0)
  }

  #word(): boolean {
    const turn = this.#take(
      /^(next|last|this) (sec|second|min|minute|hour|day|week|fortnight|month|year)s?\b/,
    )
    if (turn) {
      this.#add({ next: 1, last: -1 }[turn[1] ?? ''] ?? 0, turn[2] ?? '')
      return true
    }
    const day = this.#take(new RegExp(`^(?:(next|last|this) )?(${weekdays.join('|')})[a-z]*`))
    if (day) {
      this.#weekday = weekdays.indexOf(day[2] ?? '')
      this.#weeks = day[1] === 'last' ? -1 : 0
      return true
    }
    const zone = this.#take(new RegExp(`^(${Object.keys(zones).join('|')})\\b`))?.[1]
    if (zone !== undefined) {
      this.#zone = (zones[zone] ?? 0) * 3_600_000
      return true
    }
    const word = this.#take(/^(now|today|tomorrow|yesterday|midnight|noon|utc|gmt|z|ut)\b/)?.[1]
    if (word === 'tomorrow' || word === 'yesterday')
      this.#added += word === 'tomorrow' ? 86_400_000 : -86_400_000
    if (word === 'midnight' || word === 'noon') this.#time = word === 'noon' ? 43_200_000 : 0
    return word !== undefined
  }

  #moment(): number | undefined {
    const { now } = this
    const [year, month, day] = this.#date ?? [
      now.getUTCFullYear(),
      now.getUTCMonth() + 1,
      now.getUTCDate(),
    ]
    const start = new Date(Date.UTC(year, month - 1, day))
    if (start.getUTCMonth() !== month - 1 || start.getUTCDate() !== day) return undefined
    start.setUTCMonth(start.getUTCMonth() + this.#addedMonths)
    const isDay = this.#date !== undefined || this.#weekday !== undefined
    const time =
      this.#time ??
      (isDay
        ? 0
        : now.getTime() - Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()))
    if (Number.isNaN(time)) return undefined
    // Beside a date the name of its day says nothing new.
    const ahead = this.#weekday === undefined ? 0 : (this.#weekday - start.getUTCDay() + 7) % 7
    return (
      start.getTime() + time - this.#zone + this.#added + (ahead + 7 * this.#weeks) * 86_400_000
    )
  }
}
