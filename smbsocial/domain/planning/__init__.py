"""From a brief to thirteen weeks of posts and duties that keep their promises."""
