export const safety = {
};
