# Segmenting again without --spans takes the old spans away: they belonged to other words.
printf '{"text":"Hà Nội mưa","words":"Hà Nội mưa","spans":[[0,3]],"x":1}\n' | vnseg
# What an earlier run did not make stays: a field of that name in a record without words, or that is no array.
printf '{"text":"Hà Nội","confidence":[0.5],"spans":"x"}\n{"text":"Hà Nội","words":"Hà Nội","confidence":0.9}\n' | vnseg
printf '{"text":"Hà Nội","words":"Hà Nội","confidence":[0.5,0.5],"spans":[[0,3],[4,9]]}\n' | vnseg
