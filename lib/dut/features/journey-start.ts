import { type Command, root } from '../../host/command'
import { type Host } from '../../host/host'
import { type Condition, met, notYet } from '../../wait/condition'
import { milliseconds } from '../../wait/duration'
import { type Moment } from './feature-journey'
import { askForLook, describeLook, type FeatureLook, lookIn, mark } from './feature-look'
import { askForRows, type FeatureRows, rowsIn } from './feature-rows'

/** Where a feature's journey starts: a moment by the DUT's own clocks, and the feature as it was then. */
export interface JourneyStart {
  readonly moment: Moment
  readonly look: FeatureLook
}

/**
 * Marks where a journey starts: wait for it before what shall be followed is asked for. The moment lies between two looks
 * that agree. One that is on its way already, as after a restart that somebody else began, is waited for: what it is before
 * and the writes that follow would not fit together.
 */
export const journeyStart = (dut: Host, feature: string): Condition<JourneyStart> => ({
  description: `${feature} on ${dut.name} to stay as it is while it is looked at`,
  everyMs: milliseconds(100),
  async check() {
    const { stdout } = await dut.run(askForStart(feature))
    const look = lookIn(feature, stdout)
    const [date = '', ...rows] = (stdout.split(`${mark}\n`)[4] ?? '').split('\n')
    const after = rowsIn(feature, rows.join('\n'))
    if (!sameState(look, after)) return notYet(`on its way: ${describeLook(look)}`)
    const [epoch = '', ...logTime] = date.split(' ')
    return met({ moment: { epoch, logTime: logTime.join(' ') }, look })
  },
})

const askForStart = (feature: string): Command => root`
  ${askForLook(feature)}
  echo ${mark}
  date '+%s.%6N %b %d %H:%M:%S.%6N'
  ${askForRows(feature)}`

const sameState = (one: FeatureRows, other: FeatureRows): boolean =>
  one.currentOwner === other.currentOwner &&
  one.remoteState === other.remoteState &&
  one.containerId === other.containerId
