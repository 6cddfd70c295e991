import { seconds, type Milliseconds } from '../../lib/wait/duration'
import { type KubesonicWorld } from '../../support/world'

const atMost = (limit: Milliseconds, wanted: Milliseconds): Milliseconds => Math.min(limit, wanted)

/** At pace 0 what is to happen happens at once: nothing need be watched, and no fault need last, for longer than this. */
export function hurry(world: KubesonicWorld): void {
  const [stays, fault] = [world.stays.bind(world), world.fault.bind(world)]
  world.stays = (condition, duration) => stays(condition, atMost(seconds(1), duration))
  world.fault = (request, lasting) => fault(request, lasting && atMost(seconds(2), lasting))
}

/** What is not there soon will not come: the waits of a step that is to fail, whose deadlines its text does not tell. */
export function losePatience(world: KubesonicWorld): void {
  const wait = world.wait.bind(world)
  world.wait = (condition, within) => wait(condition, atMost(seconds(2), within))
}
