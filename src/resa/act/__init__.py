"""What is done about it: segments, playbooks, permission, channels, experiments.

Takes findings and segments, gives messages that were allowed and their measured effect. Nothing lives here yet: the
map has to be found and edited before it can be carried out.
"""
