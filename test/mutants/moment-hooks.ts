import { After, Before, BeforeStep } from '@cucumber/cucumber'
import { moment } from './moment'

// Loaded after the suite's hooks: Before hooks run in that order, After hooks the other way round, so that the mutant
// is gone when the suite undoes what the scenario did.
Before({ name: 'The levels are reached' }, () => moment.levelsReached())
BeforeStep(({ pickleStep }) => moment.step(pickleStep.text))
After({ name: 'The mutant goes' }, () => moment.over())
