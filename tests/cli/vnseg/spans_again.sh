# Segmenting again without --spans takes the old spans away: they belonged to other words.
printf '{"text":"Hà Nội mưa","words":"Hà Nội mưa","spans":[[0,3]],"x":1}\n' | vnseg
