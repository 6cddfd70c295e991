import { type Host } from '../host/host'
import { ForwardRefused } from '../host/connection/forward-refused'
import { type Condition, met, notYet } from '../wait/condition'
import { milliseconds } from '../wait/duration'
import { Gnoi } from './gnoi'
import { GnoiError } from './gnoi-error'

/** The DUT's gNOI server tells the time. Gives it. A server that refuses us for good ends the wait at once. */
export const gnoiAnswers = (dut: Host): Condition<Date> => ({
  description: `gNOI on ${dut.name} to answer`,
  hint: `docker ps; docker logs of the gnmi container   (on ${dut.name})`,
  everyMs: milliseconds(500),
  async check() {
    try {
      await using gnoi = await Gnoi.connect(dut)
      return met(await gnoi.time())
    } catch (error) {
      if (error instanceof ForwardRefused && error.nobodyListens) return notYet('nobody listens')
      if (error instanceof GnoiError && error.status === 'UNAVAILABLE') return notYet(error.details)
      throw error
    }
  },
})
