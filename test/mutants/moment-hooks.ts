import { After, Before, BeforeStep } from '@cucumber/cucumber'
import { type KubesonicWorld } from '../../support/world'
import { hurry, losePatience } from './haste'
import { moment } from './moment'

// Loaded after the suite's hooks: Before hooks run in that order, After hooks the other way round, so that the mutant
// is gone when the suite undoes what the scenario did.
Before({ name: 'The levels are reached' }, async function (this: KubesonicWorld) {
  hurry(this)
  await moment.levelsReached()
})
BeforeStep(async function (this: KubesonicWorld, { pickleStep: { text } }) {
  if (moment.failing !== undefined && text.includes(moment.failing)) losePatience(this)
  await moment.step(text)
})
After({ name: 'The mutant goes' }, () => moment.over())
