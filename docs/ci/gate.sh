#!/bin/sh
# Holds this checkout against the branch that it will go into. For any CI that has git and Node; after `npm ci`.
# Further options of `bench gate` may follow: sh gate.sh --exact-only
set -eu

remote=${REMOTE:-origin}
branch=${BASE_BRANCH:-main}
budget=${BUDGET:-5m}
on_unclear=${ON_UNCLEAR:-pass}
results=${RESULTS:-reports/gate}

# As the gate does: 1 is for what is broken, 2 for what could not begin.
give_up() {
  echo "gate.sh: $1" >&2
  exit 2
}

npx --no -- bench --version > /dev/null || give_up "intowork-bench is not installed here; run npm ci first."

# A CI's clone often ends after a few commits, and knows no branch but its own.
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
  git fetch --quiet --unshallow "$remote" || give_up "the history could not be fetched from $remote."
fi
git fetch --quiet "$remote" "+refs/heads/$branch:refs/remotes/$remote/$branch" ||
  give_up "$remote has no branch $branch, or cannot be reached; BASE_BRANCH and REMOTE name others."

# Where this branch began: what others have merged since is not its doing.
base=$(git merge-base HEAD "$remote/$branch") || give_up "this branch has nothing in common with $remote/$branch."

exec npx --no -- bench gate \
  --base-ref "$base" \
  --budget "$budget" \
  --on-unclear "$on_unclear" \
  --summary "$results/summary.md" \
  --junit "$results/junit.xml" \
  "$@"
