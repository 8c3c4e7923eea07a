"""Who the customers are: groups found in what is known of them, described as personas.

Takes one figure or word per customer and trait; gives groups that come back when customers are drawn anew, or says that
there are none. Begin with `grouping` (how many groups, how sure), then `trait` (what sets a group apart); `mixture` is
the model, `gathering` where its columns come from, and `answer` what is told.
"""
