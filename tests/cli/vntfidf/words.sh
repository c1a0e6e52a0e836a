# Lines that are segmented already have the weights of records with these words; vnseg has nothing to do with them.
printf '%s\n' 'Giá_vàng tăng , giá_vàng 9' '' 'vàng tăng' >lines
vntfidf -s none -i words lines | tee weights
vnsim -i words --min 0 lines
printf '%s\n' '{"id":"lines:1","words":"Giá_vàng tăng , giá_vàng 9"}' '{"id":"lines:2","words":""}' \
    '{"id":"lines:3","words":"vàng tăng"}' >records
vntfidf -s none records | cmp - weights
vnseg -i words lines
