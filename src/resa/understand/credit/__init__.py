"""What is a goal credited to? Takes histories; gives channels or touchpoints with their share of it.

`touch` finds the touches before each conversion, `chain` and the rules of `kernels.credit` share it out, `attribution`
tells all models beside each other. Credit is a way of counting and no effect: what would have happened without a
channel, only an experiment tells.
"""
