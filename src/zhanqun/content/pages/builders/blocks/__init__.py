"""How each kind of block is drawn (版块绘制): parameters to shapes."""
