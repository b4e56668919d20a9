"""The pages that an operator writes: imprint, privacy statement, accessibility statement, and whatever else helps."""
