"""From a lesson as parsed to its JSON.

`lesson_text` compiles a lesson with its variants: `lesson_blocks` splits it, `item_builders` build the questions,
`sandbox_goals` and `sandbox_options` find the right answers about a sandbox. Where only the course knows what stands
there, `placeholders` are left. `link_targets` says where links lead, `carried_media` which files the bundle carries,
with pictures made small by `picture_fitting`.
"""
