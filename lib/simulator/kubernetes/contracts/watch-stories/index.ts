import { type WatchStory } from '../watch-story'
import { failingStories } from './failing-stories'
import { nodeStories } from './node-stories'
import { podStories } from './pod-stories'
import { pullStories } from './pull-stories'
import { rolloutStories } from './rollout-stories'

/** What happened in the lab, story by story: another recording is a file and its name in one of these. */
export const watchStories: readonly WatchStory[] = [
  ...nodeStories,
  ...podStories,
  ...failingStories,
  ...rolloutStories,
  ...pullStories,
]
