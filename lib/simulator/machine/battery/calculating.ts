import { asRoot, from } from './case'

/** Arithmetic, and what is wrong with it. */
export const calculating = [
  ...from(
    'x=5; echo $((x++)) $((++x)) $((x--)) $((--x)) $((x+=2)) $((x*=3)) $x $((x<<=1)) $((x%=5)) $((x/=1)); y=x; echo $((y+1)); z=\'1+2\'; echo $((z*2)); echo $(( a[1]=5, a[1]+1 )) ${a[1]}; ((x==1)) && echo one; let "x=3*4" y=x; echo $y; let x=0; echo $?',
    'exec 2>&1; echo $((1/0)); echo after; echo $?',
    'exec 2>&1; ((1/0)); echo $?; let 1/0; echo $?; echo $((1 +)); echo never',
    'exec 2>&1; echo $((09)); echo never',
    'exec 2>&1; echo $((2 3)); echo never',
    'exec 2>&1; x="a b"; echo $((x)); echo never',
    'exec 2>&1; echo $((9223372036854775807+1)) $((-9223372036854775808)) $((2**63)) $((2**64)) $((1<<63)) $((-1>>1)); echo $((2**-1)); echo never',
    'for ((i=0;i<3;i++)); do echo $i; done; for ((;;)); do break; done; for ((i=0,j=10;i<j;i+=3,j-=3)); do echo $i $j; done; i=5; while ((i-->3)); do echo $i; done; until ((i>6)); do ((i++)); done; echo $i',
    'exec 2>&1; echo $((1/0)); echo after',
    'exec 2>&1; echo $((1 +))',
    'exec 2>&1; echo $((1 = 2))',
    'exec 2>&1; echo $((08)); echo x',
    'exec 2>&1; echo $((2 3))',
    '((1/0)); echo $?; let 1/0; echo $?; let; echo $?; [[ 1 -eq "1 2" ]]; echo $?; x=1/0; ((y=x)); echo $?; (( 5 % (3-3) )) || echo no; ((2**-1)); echo $?; (( 08 > 1 )); echo $?',
    'echo $((9223372036854775807+1)) $((-9223372036854775808)) $((0xffffffffffffffff)) $((0x7fffffffffffffff)) $((1234567890123456789*2)) $((1<<64)) $((1<<65)) $((10#0099)) $((16#Ff)) $((64#a@_)); x=9223372036854775807; echo $((x)) $((x-1)) $((x+1)); ((x>1234567890123456788)) && echo big; now=$(date +%s%N); [ $((now/1000000)) -gt 1700000000000 ] && echo ms',
    'exec 2>&1; echo $((2#12)); echo never',
    'exec 2>&1; x=1.5; echo $((x+1)); echo never',
    "exec 2>&1; a=(3 4); echo $((a[5])) $((a[1]++)) ${a[1]}; i=; echo $((i+1)); echo $((nosuch)); x='y'; y='z+1'; z=4; echo $((x)); x=x; echo $((x)); echo never",
  ),
  ...asRoot(
    'echo $((1+2*3)) $((7/2)) $((-7/2)) $((7%3)) $((-7%3)) $((2**10)) $((1<<4)) $((0xff)) $((010)) $((2#101)) $((16#ff)) $((36#z)) $((64#_)) $((1,2,3)) $((5>3)) $((5&&0)) $((!5)) $((~5)) $((5^3)) $((5|2)) $((1?2:3))',
  ),
]
